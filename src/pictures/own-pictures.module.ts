import { Module } from '@nestjs/common';
import { OwnPicturesController } from './own-pictures.controller.js';
import { OwnPictures } from './own-pictures.js';

@Module({ controllers: [OwnPicturesController], providers: [OwnPictures] })
export class OwnPicturesModule {}
